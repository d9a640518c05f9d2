import type { Locale, LookUp } from '@rekey/domain/values';
import type { PageTexts } from '../page-texts.ts';

export type FoundBy = NonNullable<LookUp['by']>;

/** The texts that say what people are found by. */
type NameTexts = Pick<
  PageTexts,
  'username' | 'askLead' | 'usernameMissing' | 'usernameBad' | 'sentLead' | 'sentMissing' | 'notedLead'
>;

/** Stand in place of the texts that say "user name", where people are found by something else. */
export const NAME_TEXTS: Readonly<Record<Locale, Readonly<Record<Exclude<FoundBy, 'username'>, NameTexts>>>> = {
  en: {
    email: {
      username: 'E-mail address',
      askLead: 'Enter your e-mail address. If there is an account for it, we’ll mail a link there.',
      usernameMissing: 'Enter your e-mail address.',
      usernameBad: 'That can’t be an e-mail address. Check it and try again.',
      sentLead: 'If we know that e-mail address, a mail with a link is on its way to it.',
      sentMissing: 'No mail? Wait a few minutes, look in the spam folder, and check how you spelled the address.',
      notedLead: 'If the link and the e-mail address belong together, every link for this account has ended.',
    },
    either: {
      username: 'User name or e-mail address',
      askLead:
        'Enter your user name or your e-mail address. We’ll mail a link to the address that is stored with your account.',
      usernameMissing: 'Enter your user name or your e-mail address.',
      usernameBad: 'That can’t be a user name or an e-mail address. Check it and try again.',
      sentLead: 'If we know that name or address, a mail with a link is on its way to the address stored with it.',
      sentMissing: 'No mail? Wait a few minutes, look in the spam folder, and check how you spelled what you entered.',
      notedLead: 'If the link and what you entered belong together, every link for this account has ended.',
    },
  },
  de: {
    email: {
      username: 'E-Mail-Adresse',
      askLead: 'Geben Sie Ihre E-Mail-Adresse ein. Gibt es dazu ein Konto, schicken wir einen Link dorthin.',
      usernameMissing: 'Geben Sie Ihre E-Mail-Adresse ein.',
      usernameBad: 'Das kann keine E-Mail-Adresse sein. Prüfen Sie sie und versuchen Sie es noch einmal.',
      sentLead: 'Wenn wir diese E-Mail-Adresse kennen, ist eine Mail mit einem Link dorthin unterwegs.',
      sentMissing:
        'Keine Mail? Warten Sie ein paar Minuten, sehen Sie im Spam-Ordner nach und prüfen Sie die Schreibweise der Adresse.',
      notedLead: 'Wenn Link und E-Mail-Adresse zusammengehören, gilt jetzt kein Link mehr für dieses Konto.',
    },
    either: {
      username: 'Benutzername oder E-Mail-Adresse',
      askLead:
        'Geben Sie Ihren Benutzernamen oder Ihre E-Mail-Adresse ein. Wir schicken einen Link an die Adresse, die im Konto hinterlegt ist.',
      usernameMissing: 'Geben Sie Ihren Benutzernamen oder Ihre E-Mail-Adresse ein.',
      usernameBad:
        'Das kann weder ein Benutzername noch eine E-Mail-Adresse sein. Prüfen Sie die Eingabe und versuchen Sie es noch einmal.',
      sentLead:
        'Wenn wir diesen Namen oder diese Adresse kennen, ist eine Mail mit einem Link an die hinterlegte Adresse unterwegs.',
      sentMissing:
        'Keine Mail? Warten Sie ein paar Minuten, sehen Sie im Spam-Ordner nach und prüfen Sie, was Sie eingegeben haben.',
      notedLead: 'Wenn der Link und Ihre Eingabe zusammengehören, gilt jetzt kein Link mehr für dieses Konto.',
    },
  },
  fr: {
    email: {
      username: 'Adresse e-mail',
      askLead: 'Saisissez votre adresse e-mail. Si un compte y est associé, nous y enverrons un lien.',
      usernameMissing: 'Saisissez votre adresse e-mail.',
      usernameBad: 'Ce ne peut pas être une adresse e-mail. Vérifiez-la et réessayez.',
      sentLead: 'Si nous connaissons cette adresse e-mail, un message avec un lien y est en route.',
      sentMissing:
        'Pas de message ? Patientez quelques minutes, regardez dans les indésirables et vérifiez l’adresse saisie.',
      notedLead: 'Si le lien et l’adresse e-mail vont ensemble, plus aucun lien ne fonctionne pour ce compte.',
    },
    either: {
      username: 'Nom d’utilisateur ou adresse e-mail',
      askLead:
        'Saisissez votre nom d’utilisateur ou votre adresse e-mail. Nous enverrons un lien à l’adresse associée à votre compte.',
      usernameMissing: 'Saisissez votre nom d’utilisateur ou votre adresse e-mail.',
      usernameBad: 'Ce ne peut être ni un nom d’utilisateur ni une adresse e-mail. Vérifiez votre saisie et réessayez.',
      sentLead:
        'Si nous connaissons ce nom ou cette adresse, un message avec un lien est en route vers l’adresse associée.',
      sentMissing:
        'Pas de message ? Patientez quelques minutes, regardez dans les indésirables et vérifiez ce que vous avez saisi.',
      notedLead: 'Si le lien et votre saisie vont ensemble, plus aucun lien ne fonctionne pour ce compte.',
    },
  },
  es: {
    email: {
      username: 'Correo electrónico',
      askLead: 'Escriba su dirección de correo. Si hay una cuenta con ella, le enviaremos un enlace.',
      usernameMissing: 'Escriba su dirección de correo.',
      usernameBad: 'Eso no puede ser una dirección de correo. Compruébela e inténtelo de nuevo.',
      sentLead: 'Si conocemos esa dirección, un correo con un enlace va de camino a ella.',
      sentMissing:
        '¿No llega el correo? Espere unos minutos, mire en la carpeta de correo no deseado y compruebe la dirección.',
      notedLead: 'Si el enlace y la dirección se corresponden, ya no funciona ningún enlace para esta cuenta.',
    },
    either: {
      username: 'Nombre de usuario o correo electrónico',
      askLead:
        'Escriba su nombre de usuario o su dirección de correo. Enviaremos un enlace a la dirección asociada a su cuenta.',
      usernameMissing: 'Escriba su nombre de usuario o su dirección de correo.',
      usernameBad:
        'Eso no puede ser un nombre de usuario ni una dirección de correo. Compruébelo e inténtelo de nuevo.',
      sentLead:
        'Si conocemos ese nombre o esa dirección, un correo con un enlace va de camino a la dirección asociada.',
      sentMissing:
        '¿No llega el correo? Espere unos minutos, mire en la carpeta de correo no deseado y compruebe lo que escribió.',
      notedLead: 'Si el enlace y lo que escribió se corresponden, ya no funciona ningún enlace para esta cuenta.',
    },
  },
  ar: {
    email: {
      username: 'البريد الإلكتروني',
      askLead: 'أدخل عنوان بريدك الإلكتروني. إذا كان له حساب لدينا فسنرسل إليه رابطًا.',
      usernameMissing: 'أدخل عنوان بريدك الإلكتروني.',
      usernameBad: 'لا يمكن أن يكون هذا عنوان بريد إلكتروني. تحقق منه ثم أعد المحاولة.',
      sentLead: 'إذا كان هذا العنوان معروفًا لدينا، فستصل إليه رسالة فيها رابط.',
      sentMissing: 'لم تصل الرسالة؟ انتظر بضع دقائق، وابحث في مجلد الرسائل غير المرغوب فيها، وتحقق من كتابة العنوان.',
      notedLead: 'إذا كان الرابط وعنوان البريد متطابقين، فلم يعد أي رابط لهذا الحساب صالحًا.',
    },
    either: {
      username: 'اسم المستخدم أو البريد الإلكتروني',
      askLead: 'أدخل اسم المستخدم أو عنوان بريدك الإلكتروني، وسنرسل رابطًا إلى العنوان المسجَّل مع حسابك.',
      usernameMissing: 'أدخل اسم المستخدم أو عنوان بريدك الإلكتروني.',
      usernameBad: 'لا يمكن أن يكون هذا اسم مستخدم ولا عنوان بريد إلكتروني. تحقق منه ثم أعد المحاولة.',
      sentLead: 'إذا كان هذا الاسم أو العنوان معروفًا لدينا، فستصل رسالة فيها رابط إلى العنوان المسجَّل معه.',
      sentMissing: 'لم تصل الرسالة؟ انتظر بضع دقائق، وابحث في مجلد الرسائل غير المرغوب فيها، وتحقق مما أدخلته.',
      notedLead: 'إذا كان الرابط وما أدخلته متطابقين، فلم يعد أي رابط لهذا الحساب صالحًا.',
    },
  },
};
