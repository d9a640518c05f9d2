import Joi from 'joi';
import { FORGOT_PASSWORD_2, SET_PASSWORD_2, VALIDATE_TOKEN_2 } from '../api2/recovery-routes.ts';
import { FORGOT_PASSWORD } from '../forgot-password.ts';
import { GET_USER } from '../get-user.ts';
import type { RouteDescription } from '../route.ts';
import { SET_PASSWORD } from '../set-password.ts';
import { VALIDATE_TOKEN } from '../validate-token.ts';
import type { DescribedAnswer } from './described-answer.ts';

type Json = Readonly<Record<string, unknown>>;

/** An OpenAPI 3.1 document. */
export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: Json;
  readonly servers: readonly { readonly url: string; readonly description?: string }[];
  readonly tags: readonly Json[];
  readonly paths: Readonly<Record<string, Json>>;
  readonly components: { readonly securitySchemes: Readonly<Record<string, Json>> };
}

export interface RecoveryDescription {
  /** Where the routes are, prefix included. */
  readonly servers: OpenApiDocument['servers'];
  /** Whether `crafterApi2Plugin` is registered, too. Default: no. */
  readonly crafterApi2?: boolean;
}

const API_1 = [FORGOT_PASSWORD, VALIDATE_TOKEN, SET_PASSWORD, GET_USER];
const API_2 = [FORGOT_PASSWORD_2, SET_PASSWORD_2, VALIDATE_TOKEN_2];

const TAGS = {
  1: { name: 'API 1', description: 'Asks for a link, and sets a password with it' },
  2: { name: 'API 2', description: 'The same for the login page of Crafter Studio' },
};

/** Describes the routes of `rekeyPlugin`, and those of `crafterApi2Plugin` on demand, in OpenAPI 3.1. */
export function describeRecovery({ servers, crafterApi2 = false }: RecoveryDescription): OpenApiDocument {
  const { name: first } = TAGS[1];
  const { name: second } = TAGS[2];
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rekey',
      version: '1.0.0',
      description: 'Another verb is 405 with Allow, another path 404.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers,
    tags: crafterApi2 ? [TAGS[1], TAGS[2]] : [TAGS[1]],
    paths: Object.fromEntries([
      ...API_1.map((route) => pathOf(route, first)),
      ...(crafterApi2 ? API_2.map((route) => pathOf(route, second)) : []),
    ]),
    components: {
      securitySchemes: {
        operator: { type: 'http', scheme: 'bearer', description: 'The token in REKEY_OPERATOR_TOKEN' },
      },
    },
  };
}

const pathOf = (route: RouteDescription, tag: string) => [
  route.path,
  { [route.verb.toLowerCase()]: operationOf(route, tag) },
];

function operationOf({ id, summary, query, payload, operatorOnly, answers }: RouteDescription, tag: string): Json {
  return {
    operationId: id,
    tags: [tag],
    summary,
    security: operatorOnly === true ? [{ operator: [] }] : [],
    ...(query !== undefined && { parameters: parametersOf(query) }),
    ...(payload !== undefined && { requestBody: { required: true, content: { [JSON_TYPE]: schemaIn(payload) } } }),
    responses: Object.fromEntries(
      [...new Set(answers.map(({ sample }) => sample.status))]
        .sort((one, other) => one - other)
        .map((status) => [status, responseOf(answers.filter(({ sample }) => sample.status === status))]),
    ),
  };
}

const JSON_TYPE = 'application/json';

const schemaOf = (schema: Joi.Schema): Json => schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' });
const schemaIn = (schema: Joi.Schema) => ({ schema: schemaOf(schema) });

function parametersOf(query: Joi.ObjectSchema): readonly Json[] {
  const { properties } = schemaOf(query) as { readonly properties: Readonly<Record<string, Json>> };
  return Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: true, schema }));
}

/** All answers with one status: their bodies are told apart where they differ, and each is an example. */
function responseOf(answers: readonly DescribedAnswer[]): Json {
  const schemas = new Map(answers.map(({ body }) => [JSON.stringify(schemaOf(body)), schemaOf(body)]));
  const [only, ...others] = schemas.values();
  const names = new Set(answers.flatMap(({ sample }) => Object.keys(sample.headers ?? {})));
  return {
    description: [...new Set(answers.map(({ when }) => when))].join('; or '),
    ...(names.size > 0 && { headers: Object.fromEntries([...names].map((name) => [name, headerOf(name)])) }),
    content: {
      [JSON_TYPE]: {
        schema: others.length === 0 ? only : { anyOf: [only, ...others] },
        examples: Object.fromEntries(
          answers.map(({ outcome, when, sample }) => [outcome, { summary: when, value: sample.body }]),
        ),
      },
    },
  };
}

const HEADERS: Readonly<Record<string, Joi.Schema>> = {
  location: Joi.string().uri(),
  'retry-after': Joi.number().integer().min(1).description('Seconds'),
  'www-authenticate': Joi.valid('Bearer'),
};

function headerOf(name: string): Json {
  const schema = HEADERS[name];
  if (schema === undefined) throw new Error(`no schema describes the header ${name}`);
  return { required: true, ...schemaIn(schema) };
}
