import { readFileSync } from 'node:fs';
import Hapi from '@hapi/hapi';
import { createMemoryStore } from '@rekey/memory';
import Joi from 'joi';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import {
  countLetters,
  countOutcomes,
  countRequests,
  createMetrics,
  renderAll,
  watchStores,
} from '../src/metrics/index.ts';

const read = (name: string) => readFileSync(new URL(`../../../docs/monitoring/${name}`, import.meta.url), 'utf8');

const duration = Joi.string().pattern(/^\d+[smhd]$/);
const texts = Joi.object().pattern(/^[a-zA-Z_]\w*$/, Joi.string());
/** What Prometheus takes for a file of rules. */
const ruleFile = Joi.object({
  groups: Joi.array()
    .items(
      Joi.object({
        name: Joi.string().required(),
        interval: duration,
        rules: Joi.array()
          .items(
            Joi.object({
              alert: Joi.string()
                .pattern(/^[a-zA-Z_]\w*$/)
                .required(),
              expr: Joi.string().required(),
              for: duration,
              labels: texts.keys({ severity: Joi.string().valid('critical', 'warning').required() }),
              annotations: texts.keys({ summary: Joi.string().required(), action: Joi.string().required() }),
            }),
          )
          .required(),
      }),
    )
    .required(),
});

interface Rules {
  readonly groups: readonly { readonly rules: readonly { readonly alert: string; readonly expr: string }[] }[];
}
interface Dashboard {
  readonly panels: readonly { readonly title: string; readonly targets: readonly { readonly expr: string }[] }[];
}

const rules = (parse(read('alerts.yml')) as Rules).groups.flatMap((group) => group.rules);
const panels = (JSON.parse(read('dashboard.json')) as Dashboard).panels;
const EXPRESSIONS = [
  ...rules.map(({ alert, expr }): [string, string] => [alert, expr]),
  ...panels.flatMap(({ title, targets }) => targets.map(({ expr }): [string, string] => [title, expr])),
];

/** Names of samples, with their labels. */
const exported = new Map<string, Set<string>>();
const RUNTIME = /^rekey_(?:nodejs|process)_/;

beforeAll(async () => {
  const server = createMetrics('server', '1');
  const courier = createMetrics('courier', '1');
  const hapi = Hapi.server();
  countRequests(server, hapi);
  await hapi.inject('/');
  await countOutcomes(server)('x', async () => ({ kind: 'y' }))();
  const load = { running: 0, waiting: 0, refused: 0 };
  const pools = () => ({ write: { used: 0, free: 0, waiting: 0 } });
  watchStores(server, { backlog: createMemoryStore().backlog, hashes: () => load, pools });
  const hear = countLetters(courier, Date.now);
  hear({ letterId: '1', kind: 'dead', reason: 'no' } as unknown as Parameters<typeof hear>[0]);
  const text = await renderAll(server, async () => [await courier.snapshot()])();
  for (const [, name = '', labels = ''] of text.matchAll(/^(\w+)(?:\{(.*)\})? [^ ]+$/gm)) {
    const known = exported.get(name) ?? new Set();
    for (const [, label = ''] of labels.matchAll(/(\w+)="/g)) known.add(label);
    exported.set(name, known);
  }
});

describe('docs/monitoring', () => {
  it('has rules in the format of Prometheus', () => {
    const { error } = ruleFile.validate(parse(read('alerts.yml')));
    expect(error?.message).toBeUndefined();
  });

  it.each(EXPRESSIONS)('%s asks for figures and labels that are exported: %s', (_, expr) => {
    const names = [...expr.matchAll(/\brekey_\w+/g)].map(([name]) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !exported.has(name))).toEqual([]);
    const labels = [...expr.matchAll(/(rekey_\w+)\{([^}]*)\}/g)].flatMap(([, name = '', inside = '']) =>
      [...inside.matchAll(/(\w+)=/g)].map(([, label = '']): [string, string] => [name, label]),
    );
    expect(labels.filter(([name, label]) => !exported.get(name)?.has(label))).toEqual([]);
  });

  it('opens and closes every bracket of an expression', () => {
    for (const [, expr] of EXPRESSIONS) {
      for (const [open = '', close = ''] of ['()', '[]', '{}']) {
        expect(expr.split(open).length).toBe(expr.split(close).length);
      }
    }
  });
});

describe('every figure', () => {
  it('begins with rekey_, and is in the manual', () => {
    const manual = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');
    const names = [...exported.keys()].map((name) => name.replace(/_(?:bucket|sum|count)$/, ''));
    expect(names.filter((name) => !name.startsWith('rekey_'))).toEqual([]);
    expect(names.filter((name) => !RUNTIME.test(name) && !manual.includes(`\`${name}`))).toEqual([]);
  });

  it('has labels with few values only, and no name of anybody', () => {
    const allowed = ['part', 'version', 'node', 'route', 'status', 'use_case', 'outcome', 'state', 'pool', 'le'];
    const labels = [...exported].filter(([name]) => !RUNTIME.test(name)).flatMap(([, known]) => [...known]);
    expect([...new Set(labels)].filter((label) => !allowed.includes(label))).toEqual([]);
  });
});
