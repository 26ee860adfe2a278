import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { lockWithComputer } from '../../main/host/powerLock.ts';

test('a sleeping computer, its own lock, its end, and another account at the screen lock at once; waking does not', () => {
  const monitor = new EventEmitter();
  let locked = 0;
  lockWithComputer(monitor, () => (locked += 1));
  for (const sign of ['suspend', 'lock-screen', 'shutdown', 'user-did-resign-active']) {
    const before = locked;
    monitor.emit(sign);
    expect(locked, sign).toBe(before + 1);
  }
  monitor.emit('resume');
  monitor.emit('unlock-screen');
  expect(locked).toBe(4);
});
