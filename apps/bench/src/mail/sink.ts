// An SMTP server that takes every mail and keeps none: it must cost less than the sender. Tells its parent when mails came.
import { createServer, type Socket } from 'node:net';

const arrivals: number[] = [];
const delayMs = Number(process.argv[2]);
const END_OF_MAIL = '\r\n.\r\n';

function serve(socket: Socket): void {
  let text = '';
  let inMail = false;
  const say = (line: string) => socket.write(`${line}\r\n`);

  const takeMail = (): boolean => {
    const end = text.indexOf(END_OF_MAIL);
    if (end < 0) return false;
    text = text.slice(end + END_OF_MAIL.length);
    inMail = false;
    arrivals.push(performance.now());
    if (delayMs > 0) setTimeout(say, delayMs, '250 taken');
    else say('250 taken');
    return true;
  };
  const takeCommand = (): boolean => {
    const end = text.indexOf('\r\n');
    if (end < 0) return false;
    const verb = text.slice(0, 4).toUpperCase();
    text = text.slice(end + 2);
    inMail = verb === 'DATA';
    say(inMail ? '354 go on' : verb === 'QUIT' ? '221 bye' : '250 ok');
    return true;
  };

  socket
    .setNoDelay()
    .setEncoding('latin1')
    .on('error', () => socket.destroy());
  socket.on('data', (chunk: string) => {
    text += chunk;
    while (inMail ? takeMail() : takeCommand());
  });
  say('220 sink');
}

const server = createServer(serve).listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.send?.(address !== null && typeof address === 'object' ? address.port : 0);
});

process.on('message', () => process.send?.(arrivals.splice(0)));
process.on('disconnect', () => process.exit());
