import { z } from 'zod';
import type { HostToVault } from '#shared/protocol.ts';
import { systemClock } from './clock.ts';
import { handlers } from './features.ts';
import { handle } from './handle.ts';
import { Host } from './host.ts';
import { dropLeftovers } from './leftovers.ts';
import { Line } from './line.ts';
import { logBug } from './log.ts';
import { openPort } from './port.ts';
import { VaultProcess } from './process.ts';
import { endSession } from './session/end.ts';
import { limitNewFiles } from './store/sharedFolder.ts';
import { watchVault } from './watch.ts';

// There is no content security policy in this process, and compiled checks are what makes large replies quick.
z.config({ jitless: false });

/** Answers the host until it goes or says that it is over. `kdfBudget`: ms that one Argon2id of a new password may take. */
export function serve(kdfBudget: number): void {
  const port = openPort();
  const host = new Host(port.send);
  const line = new Line();
  let vaultProcess: VaultProcess | null = null;

  async function leave(pin = false): Promise<never> {
    if (vaultProcess !== null) await endSession(vaultProcess, pin).catch((error: unknown) => logBug(error, 'end'));
    process.exit(0);
  }

  async function receive(message: HostToVault): Promise<void> {
    if (message.type === 'answer') return host.answered(message);
    if (message.type === 'parser') return host.parserSaid(message.parser, message.message);
    if (message.type === 'end') return leave(message.pin);
    if (message.type === 'start') {
      if (vaultProcess !== null) return;
      limitNewFiles(message.folder);
      dropLeftovers(message.folder);
      vaultProcess = new VaultProcess({ ...message, host, clock: systemClock, kdfBudget });
      watchVault(vaultProcess, () => void leave());
      return port.send({ type: 'ready' });
    }
    if (message.type === 'greet') return port.send({ type: 'answered', id: message.id, bytes: line.publicKey });
    if (vaultProcess === null) return;
    const { id, name } = message;
    if (message.type === 'call') {
      port.send({ type: 'reply', id, reply: await handle(vaultProcess, handlers, name, message.input) });
    } else {
      const heard = line.hear(name, message);
      if (!heard.ok) return port.send({ type: 'reply', id, reply: { ok: false, error: { code: heard.code } } });
      port.send({ type: 'answered', id, bytes: heard.answer(await handle(vaultProcess, handlers, name, heard.input)) });
    }
    if (vaultProcess.mustEnd) await leave();
  }

  port.onMessage((message) => void receive(message).catch((error: unknown) => logBug(error, 'message')));
  port.onClosed(() => {
    host.gone();
    void leave();
  });
}
