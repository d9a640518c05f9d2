import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';

const read = (path: string) => readFileSync(path, 'utf8');
const OPERATIONS = read('docs/operations.md');
const DOCKERFILE = read('deploy/docker/Dockerfile');
const COMPOSE = read('deploy/docker/compose.yaml');
const KUBERNETES = read('deploy/kubernetes/rekey.yaml');

interface Manifest {
  readonly kind: string;
  readonly data?: Readonly<Record<string, string>>;
  readonly stringData?: Readonly<Record<string, string>>;
  readonly spec?: { readonly template?: { readonly spec: { readonly containers: readonly Container[] } } };
}

interface Container {
  readonly name: string;
  readonly args: readonly string[];
  readonly securityContext: Readonly<Record<string, unknown>>;
  readonly livenessProbe?: { readonly httpGet: { readonly path: string; readonly port: string } };
  readonly readinessProbe?: { readonly httpGet: { readonly path: string; readonly port: string } };
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
}

const manifests = parseAllDocuments(KUBERNETES).map((document) => document.toJS() as Manifest);
const containers = manifests.flatMap(({ spec }) => spec?.template?.spec.containers ?? []);

describe('the files in deploy', () => {
  it.each([
    ['docker/Dockerfile', DOCKERFILE],
    ['docker/compose.yaml', COMPOSE],
    ['kubernetes/rekey.yaml', KUBERNETES],
  ])('name in %s no setting that the manual does not explain', (_, text) => {
    const names = [...new Set(text.match(/REKEY_[A-Z_]+/g) ?? [])];
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => !OPERATIONS.includes(`\`${name}\``))).toEqual([]);
  });

  it('pin every image to a version', () => {
    const images = `${DOCKERFILE}\n${COMPOSE}\n${KUBERNETES}`.matchAll(/^(?:FROM| +image:) (\S+)/gm);
    expect([...images].map(([, image]) => image).filter((image) => !/:v?\d+\.\d+/.test(image ?? ''))).toEqual([]);
  });
});

describe('deploy/docker', () => {
  it('runs as a user that is not root, by number, and needs no shell to start or to be asked', () => {
    const last = DOCKERFILE.slice(DOCKERFILE.lastIndexOf('\nFROM '));
    expect(last).toMatch(/^USER [1-9]\d+:0$/m);
    expect(last).toMatch(/^ENTRYPOINT \["node", "\/app\/node_modules\/@rekey\/server\/bin\/rekey\.js"\]$/m);
    expect(last).toMatch(/^ {2}CMD \["node", "-e", "fetch\(.*\/healthz/m);
    expect(last).not.toMatch(/apt-get|COPY \. /);
  });

  it('starts Rekey read-only, beside a database that is ready', () => {
    const { services } = parse(COMPOSE) as { services: Record<string, Record<string, unknown>> };
    expect(services['rekey']).toMatchObject({
      read_only: true,
      cap_drop: ['ALL'],
      depends_on: { database: { condition: 'service_healthy' } },
    });
  });
});

describe('deploy/kubernetes', () => {
  it('runs commands that there are, unprivileged and read-only', () => {
    const program = read('apps/server/src/commands/program.ts');
    expect(containers.map(({ name }) => name).sort()).toEqual(['courier', 'migrate', 'rekey']);
    for (const { args, securityContext } of containers) {
      expect(program).toContain(`'./${args[0]}.ts'`);
      expect(securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
    }
  });

  it('asks the probes where they answer', () => {
    for (const { name, livenessProbe, readinessProbe, ports } of containers.filter(
      ({ name: each }) => each !== 'migrate',
    )) {
      const port = name === 'courier' ? 'admin' : 'http';
      expect(livenessProbe?.httpGet).toEqual({ path: '/healthz', port });
      expect(readinessProbe?.httpGet).toEqual({ path: '/readyz', port });
      expect(ports?.map((each) => each.name)).toContain(port);
    }
  });

  it('keeps secrets in files that are there', () => {
    const secret = manifests.find(({ kind }) => kind === 'Secret')?.stringData ?? {};
    const files = Object.entries(manifests.find(({ kind }) => kind === 'ConfigMap')?.data ?? {}).filter(([name]) =>
      name.endsWith('_FILE'),
    );
    expect(files.map(([, path]) => path.replace('/run/secrets/rekey/', '')).sort()).toEqual(Object.keys(secret).sort());
  });
});
