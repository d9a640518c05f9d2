import type Joi from 'joi';
import type { AdminRoute } from './admin-route.ts';
import * as schemas from './api/schemas.ts';

/** A JSON Schema, as joi makes it. */
type JsonSchema = Readonly<Record<string, unknown>>;

interface ObjectSchema extends JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

const schemaOf = (schema: Joi.Schema): ObjectSchema =>
  schema['~standard'].jsonSchema.input({ target: 'draft-2020-12' }) as ObjectSchema;

const json = (schema: Joi.Schema) => ({ 'application/json': { schema: schemaOf(schema) } });
const answer = (description: string, schema: Joi.Schema) => ({ description, content: json(schema) });

/** Another API in OpenAPI 3.1. Each of its operations says what security it wants. */
export interface DescribedApi {
  readonly servers: readonly object[];
  readonly tags: readonly object[];
  readonly paths: Readonly<Record<string, object>>;
  readonly components: { readonly securitySchemes: Readonly<Record<string, object>> };
}

const TAG = { name: 'Operators', description: 'The admin port' };

/**
 * OpenAPI 3.1 of the admin API, and of others under servers of their own. The admin API's is made from the schemas that let requests in and from the table of each
 * route's answers: what is not described is not served.
 */
export function describeApi(routes: readonly AdminRoute[], others: readonly DescribedApi[] = []): JsonSchema {
  const paths: Record<string, JsonSchema> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  }
  for (const other of others) {
    for (const [path, item] of Object.entries(other.paths)) paths[path] = { servers: other.servers, ...item };
  }
  const schemes = others.map(({ components }) => components.securitySchemes);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rekey',
      version: '1.0.0',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }],
    tags: [TAG, ...others.flatMap(({ tags }) => tags)],
    paths,
    components: { securitySchemes: Object.assign({ token: { type: 'http', scheme: 'bearer' } }, ...schemes) },
  };
}

function operationOf(route: AdminRoute): JsonSchema {
  const { method, path, summary, params, query, headers, payload, answers } = route;
  const given = [params, query, headers, payload].some((schema) => schema !== undefined);
  return {
    operationId: `${method.toLowerCase()}${path.replace(/[^a-z]+(.)?/g, (_, next = '') => String(next).toUpperCase())}`,
    tags: [TAG.name],
    summary,
    parameters: [...parametersIn('path', params), ...parametersIn('query', query), ...parametersIn('header', headers)],
    ...(payload !== undefined && { requestBody: { required: true, content: json(payload) } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, { when, schema }]) => [status, answer(when, schema)]),
      ),
      ...(given && { 400: answer('what was sent cannot be used; reasons say why', schemas.refusal) }),
      401: answer('no token, or another', schemas.message),
      500: answer('a fault, which stands in the log', schemas.message),
      503: answer('a bound is reached; Retry-After says when to ask again', schemas.message),
    },
  };
}

function parametersIn(place: 'path' | 'query' | 'header', schema: Joi.ObjectSchema | undefined): readonly JsonSchema[] {
  if (schema === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(schema);
  return Object.entries(properties).map(([name, each]) => ({
    name,
    in: place,
    required: required.includes(name),
    schema: each,
  }));
}
