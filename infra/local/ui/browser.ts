import { spawn } from 'node:child_process';

/** Opens an address in the browser of whoever sits before this machine; where there is none, nothing happens. */
export function openInBrowser(url: string): void {
  const opener = openerOf(process.platform, process.env);
  if (opener === undefined) return;
  spawn(opener, [url], { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}

/** What opens addresses on a system: nothing where there is no screen, where `xdg-open` would look for a browser of text. */
export function openerOf(
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (platform === 'darwin') return 'open';
  if (platform !== 'linux') return undefined;
  return environment['DISPLAY'] || environment['WAYLAND_DISPLAY'] ? 'xdg-open' : undefined;
}
