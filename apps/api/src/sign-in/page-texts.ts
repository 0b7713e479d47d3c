import type { SetUpFault } from '#access';

/** What the pages say, in the two languages they speak. */
export interface PageTexts {
  readonly language: string;
  readonly signIn: string;
  readonly signOut: string;
  readonly signInName: string;
  readonly displayName: string;
  readonly password: string;
  readonly passwordRule: string;
  readonly elsewhere: string;
  readonly signedIn: string;
  readonly toEditor: string;
  readonly setUp: string;
  readonly setPassword: string;
  readonly wrong: string;
  readonly wait: (seconds: number) => string;
  readonly unknownElsewhere: string;
  readonly issuerSilent: string;
  readonly notOfOurPages: string;
  readonly linkGone: string;
  readonly faults: Readonly<Record<SetUpFault, string>>;
}

const JA: PageTexts = {
  language: 'ja',
  signIn: 'サインイン',
  signOut: 'サインアウト',
  signInName: 'メールアドレス',
  displayName: '表示名',
  password: 'パスワード',
  passwordRule: '12文字以上。互いに関係のない単語をいくつか並べると、強く覚えやすくなります。',
  elsewhere: '組織のアカウントでサインイン',
  signedIn: 'サインインしています。',
  toEditor: 'クエリーエディター',
  setUp: 'はじめに',
  setPassword: 'パスワードを設定',
  wrong: 'メールアドレスまたはパスワードが違います。',
  wait: (seconds) => `失敗が続いたため、${seconds}秒お待ちください。`,
  unknownElsewhere: 'このアカウントは登録されていません。管理者に連絡してください。',
  issuerSilent: '組織のサインインが応答しません。しばらくしてからもう一度お試しください。',
  notOfOurPages: 'この操作は、このサイトのページから行ってください。',
  linkGone: 'このリンクは使えません。使用済み、または期限切れです。新しいリンクを受け取ってください。',
  faults: {
    LINK: 'このリンクは使えません。使用済み、または期限切れです。新しいリンクを受け取ってください。',
    NAME: 'メールアドレスを入力してください。',
    NAME_TAKEN: 'このメールアドレスは既に使われています。',
    TOO_SHORT: 'パスワードは12文字以上にしてください。',
    TOO_LONG: 'パスワードは200文字以内にしてください。',
    TOO_COMMON: 'このパスワードは推測されやすいものです。互いに関係のない単語をいくつか並べてください。',
  },
};

const EN: PageTexts = {
  language: 'en',
  signIn: 'Sign in',
  signOut: 'Sign out',
  signInName: 'Mail address',
  displayName: 'Name to show',
  password: 'Password',
  passwordRule:
    'At least 12 characters. Several words that do not belong together are strong and easy to keep in mind.',
  elsewhere: 'Sign in with your organisation',
  signedIn: 'You are signed in.',
  toEditor: 'Query editor',
  setUp: 'Set up',
  setPassword: 'Set the password',
  wrong: 'The mail address or the password is wrong.',
  wait: (seconds) => `Too many attempts failed. Wait ${seconds} seconds.`,
  unknownElsewhere: 'This account is not known here. Ask an administrator.',
  issuerSilent: 'The sign-in of your organisation does not answer. Try again in a moment.',
  notOfOurPages: 'Do this from a page of this site.',
  linkGone: 'This link cannot be used: it was used before, or is too old. Ask for a new one.',
  faults: {
    LINK: 'This link cannot be used: it was used before, or is too old. Ask for a new one.',
    NAME: 'Enter a mail address.',
    NAME_TAKEN: 'This mail address is taken.',
    TOO_SHORT: 'A password has at least 12 characters.',
    TOO_LONG: 'A password has at most 200 characters.',
    TOO_COMMON: 'This password is among those that are tried first. Take several words that do not belong together.',
  },
};

/** The texts for a browser's languages: Japanese where it comes first among ours. */
export function textsFor(locale: string): PageTexts {
  return locale === 'JA' ? JA : EN;
}
