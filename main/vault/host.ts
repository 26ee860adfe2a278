import { VaultError, errorCodes, type ErrorCode } from '#shared/errors.ts';
import type { AskName, Asks, HostToVault, PassedByParser, VaultToHost } from '#shared/protocol.ts';

/** The way to the process's host: asks it questions, and passes on what its parsers say. */
export class Host {
  readonly #send: (message: VaultToHost) => void;
  readonly #waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  readonly #parsers = new Map<string, (message: PassedByParser) => void>();
  #next = 1;
  #gone = false;

  constructor(send: (message: VaultToHost) => void) {
    this.#send = send;
  }

  send(message: VaultToHost): void {
    this.#send(message);
  }

  /** Asks the host; throws `VaultError` with the host's code. */
  async ask<N extends AskName>(what: N, input: Asks[N]['input']): Promise<Asks[N]['answer']> {
    const id = this.#next;
    this.#next += 1;
    const answer = await new Promise<unknown>((resolve, reject) => {
      if (this.#gone) return reject(new VaultError('keychainMissing'));
      this.#waiting.set(id, { resolve, reject });
      this.#send({ type: 'ask', id, what, input });
    });
    // The host is trusted with this much: it is the program itself.
    return answer as Asks[N]['answer'];
  }

  /** Nobody answers any more. */
  gone(): void {
    this.#gone = true;
    for (const { reject } of this.#waiting.values()) reject(new VaultError('keychainMissing'));
    this.#waiting.clear();
  }

  answered(message: Extract<HostToVault, { type: 'answer' }>): void {
    const waiting = this.#waiting.get(message.id);
    this.#waiting.delete(message.id);
    if (message.ok) waiting?.resolve(message.value);
    else
      waiting?.reject(
        isErrorCode(message.code) ? new VaultError(message.code) : new Error(`the host refused: ${message.code}`),
      );
  }

  onParser(parser: string, listener: (message: PassedByParser) => void): void {
    this.#parsers.set(parser, listener);
  }
  offParser(parser: string): void {
    this.#parsers.delete(parser);
  }
  parserSaid(parser: string, message: PassedByParser): void {
    this.#parsers.get(parser)?.(message);
  }
}

function isErrorCode(code: string): code is ErrorCode {
  return (errorCodes as readonly string[]).includes(code);
}
