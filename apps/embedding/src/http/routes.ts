import type { ClientAddress } from '@rekey/domain/values';
import type { SignIn } from '../members/sign-in.ts';
import type { Recovery } from '../recovery.ts';
import { type Answer, forgotAnswer, setPasswordAnswer, signInAnswer } from './answer.ts';
import { type Form, fieldsOf } from './form.ts';

export type Route = (form: Form, address: ClientAddress) => Promise<Answer>;

const INCOMPLETE: Answer = { status: 400, say: 'Something is missing in what you sent.' };

export function createRoutes(signIn: SignIn, recovery: Recovery): ReadonlyMap<string, Route> {
  return new Map<string, Route>([
    [
      'POST /sign-in',
      async (form, address) => {
        const fields = fieldsOf(form, 'login', 'password');
        return fields === null ? INCOMPLETE : signInAnswer(await signIn({ ...fields, address }));
      },
    ],
    [
      'POST /forgot',
      async (form, address) => {
        const fields = fieldsOf(form, 'login');
        if (fields === null) return INCOMPLETE;
        return forgotAnswer(await recovery.requestReset({ username: fields.login, address }));
      },
    ],
    [
      'POST /set-password',
      async (form, address) => {
        const fields = fieldsOf(form, 'token', 'password');
        if (fields === null) return INCOMPLETE;
        const { token, password: newPassword } = fields;
        return setPasswordAnswer(await recovery.setPassword({ token, newPassword, address }));
      },
    ],
  ]);
}
