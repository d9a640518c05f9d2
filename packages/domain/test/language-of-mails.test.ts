import { beforeEach, describe, expect, it } from 'vitest';
import type { Locale } from '../src/values/locale.ts';
import { janesWorld } from './jane.ts';
import { HERE, NEW_PASSWORD } from './world.ts';

const { begin, world, jane } = janesWorld();

const askOn = async (locale?: Locale) => {
  await world().requestReset({ username: 'jane.doe', address: HERE, ...(locale !== undefined && { locale }) });
  await world().deliver();
};
const chooseOn = async (locale?: Locale) => {
  const token = world().tokens().at(-1) ?? '';
  const told = locale === undefined ? {} : { locale };
  await world().setPassword({ token, newPassword: NEW_PASSWORD, address: HERE, ...told });
  await world().deliver();
};
const subjects = () =>
  world()
    .mails()
    .map(({ subject }) => subject);

beforeEach(() => begin());

describe('the language of a mail', () => {
  it('is that of the page where the table tells none, in the notice too', async () => {
    await askOn('fr');
    await chooseOn('es');
    expect(subjects()).toEqual(['Réinitialisez votre mot de passe', 'Su contraseña ha cambiado']);
  });

  it('is the one that the table tells, whatever page was used', async () => {
    await world().store.changeUser(jane(), { locale: 'de-AT' });
    await askOn('fr');
    await chooseOn('es');
    expect(subjects()).toEqual(['Passwort zurücksetzen', 'Ihr Passwort wurde geändert']);
  });

  it.each(['zh-Hans', '', '*'])(
    'is that of the page where the table tells %j, which nobody here speaks',
    async (locale) => {
      await world().store.changeUser(jane(), { locale });
      await askOn('ar');
      expect(subjects()).toEqual(['إعادة تعيين كلمة المرور']);
    },
  );

  it('is the default where nobody told any', async () => {
    await askOn();
    await chooseOn();
    expect(subjects()).toEqual(['Reset your password', 'Your password was changed']);
  });
});
