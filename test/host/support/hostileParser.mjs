// A parser that was taken over by its file: does as the file's name says.
process.on('message', (message) => {
  if (message.type === 'open') {
    const [, how] = /(\w+)\.csv$/.exec(message.path) ?? [];
    if (how === 'dies') process.exit(1);
    if (how === 'grows') {
      const kept = [];
      setInterval(() => kept.push(Buffer.alloc(64 * 1024 * 1024, 1)), 20);
    }
    if (how === 'lies') process.send({ type: 'secret.get' });
    process.on('message', (next) => {
      if (how === 'good') process.send({ type: 'sealed', from: next.to, sealed: next.type });
      if (how === 'hangs') for (;;);
    });
  }
});
