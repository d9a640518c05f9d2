import { DEMO_PASSWORD, DEMO_USER } from './demo-users.ts';

export interface DemoPlaces {
  /** Where API and inbox answer, prefixes included. */
  readonly api: string;
  readonly inbox: string;
  readonly databaseUrl: string;
}

const NEW_PASSWORD = 'a-fresh-start-for-jane';
// The newest mail that has a code: after a reset the newest mail is the notice, which has none.
const READ_CODE = `node -p 'JSON.parse(require("fs").readFileSync(0)).map(m=>/^Your code:\\s+(\\S+)/m.exec(m.text)).find(Boolean)[1]'`;

/** What to try next. Every line can be pasted into a shell as it stands; nothing but curl and Node.js is needed. */
export function demoHints({ api, inbox, databaseUrl }: DemoPlaces): string {
  const rekey = `REKEY_DATABASE_URL=${quoted(databaseUrl)} npx rekey`;
  const user = `${api}/api/1/services/api/1/user`;
  return `
Rekey is ready to try. The demo user is ${DEMO_USER}, with the password: ${DEMO_PASSWORD}
Captured mail: ${inbox} (for programs: ${inbox}.json)

# 1. Forgot the password? Ask for a mail.
curl -w '\\n' '${user}/forgot-password.json?username=${DEMO_USER}'

# 2. Read the code in the mail. (The courier needs a moment, hence the sleep.)
sleep 2; until CODE=$(curl -s ${inbox}.json | ${READ_CODE} 2>/dev/null); do sleep 1; done; echo $CODE

# 3. Is the code good?
curl -w '\\n' "${user}/validate-token.json?token=$CODE"

# 4. Set a new password with it. The code works once.
curl -w '\\n' -H 'Content-Type: application/json' -d '{"token":"'$CODE'","new":"${NEW_PASSWORD}"}' ${user}/set-password.json

# 5. Does the new password fit?
echo ${NEW_PASSWORD} | ${rekey} user verify --username ${DEMO_USER} --password-stdin

Or do it all in a browser: ${api}/forgot-password, and then the link in the mail: ${inbox}
No mail came? Three an hour is the limit; this tells why: ${rekey} mail list
Each start sets the demo password again. Ctrl-C stops.
`;
}

/** For a shell, if it needs it. */
function quoted(text: string): string {
  return /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
