import { type Demo, prepareDemo } from '../demo/prepare-demo.ts';
import { readSettings } from '../settings/read-settings.ts';
import { readTexts } from '../settings/texts-file.ts';
import { settingsWarnings } from '../settings/warnings.ts';
import type { ExitCode, Shell } from '../shell.ts';
import { type Serving, serve } from './serve.ts';
import { whenNpmIsGone } from './starter-watch.ts';
import { stopSignal } from './stop-signal.ts';
import { aborted } from './waiting.ts';

export interface ServeOptions {
  readonly demo: boolean;
  readonly withoutCourier: boolean;
}

/** `rekey serve`: runs until a signal, and then until everything under way is done. */
export async function serveUntilStopped(shell: Shell, options: ServeOptions): Promise<ExitCode> {
  let serving: Serving | null = null;
  const { signal: stop, ask } = stopSignal(process, () => {
    serving?.kill();
    process.exit(1);
  });
  whenNpmIsGone(shell.environment, ask);
  const demo = options.demo ? await prepareDemo(shell.environment) : null;
  try {
    serving = await start(shell, options, demo, stop);
    if (serving === null) return 0;
    await aborted(stop);
    return (await serving.stop()) ? 0 : 1;
  } finally {
    await demo?.close();
  }
}

function start(
  shell: Shell,
  { withoutCourier }: ServeOptions,
  demo: Demo | null,
  stop: AbortSignal,
): Promise<Serving | null> {
  const environment = demo?.environment ?? shell.environment;
  const groups = ['log', 'database', 'links', 'branding', 'passwords', 'web', 'pages', 'admin'] as const;
  // The courier's settings are read here too, so that all faults are told at once and before anything is started.
  const settings = withoutCourier
    ? readSettings(environment, groups)
    : readSettings(environment, [...groups, 'mail', 'keeping']);
  readTexts(settings.branding.textsPath);
  return serve({
    settings,
    stop,
    warnings: settingsWarnings(environment, settings),
    courierEnvironment: withoutCourier ? null : environment,
    ...(demo !== null && {
      seed: demo.seed,
      addRoutes: demo.addRoutes,
      onListening: (url: string) => shell.print(demo.hints(url)),
    }),
  });
}
