import { counted } from './counted.ts'

/** Sentences about who may come in: sign-in, roles, users. */
export const people = {
  signedOutTitle: 'You are signed out',
  signedOutText: 'Open the sign-in link that morgiana printed when it started, or ask for a new one on its machine:',
  signedOutKept: (count: number) =>
    `${counted(count, 'decision is', 'decisions are')} kept here and sent after you sign in.`,
  linkDeadTitle: 'This link does not work any more',
  linkDeadText: 'A sign-in link works once, for a day. Ask for a new one on morgiana’s machine:',
  linkCommand: 'morgiana user link NAME',
  signInTitle: 'Sign in to morgiana',
  signInText: 'This link works once. Opening it has not used it up; the button does.',
  signInAs: (name: string) => `Sign in as ${name}`,
  linkSignedIn: 'You are signed in already.',
  goToReview: 'Go to Review',
  forbiddenTitle: 'This is for administrators',
  forbiddenText: 'Ask one of them to change your role, or change it on morgiana’s machine:',
  forbiddenCommand: (name: string) => `morgiana user role "${name}" --role admin`,

  usersTitle: 'Users',
  usersText:
    'Reviewers decide hits. Legal also buys, keeps and hands over evidence, and alone sees what buyers typed. Administrators also add users and resume marketplaces.',
  name: 'Name',
  role: 'Role',
  you: 'you',
  sessions: (count: number) => (count === 0 ? 'not signed in' : `signed in on ${counted(count, 'device', 'devices')}`),
  signedInAt: (when: string) => `last ${when}`,
  newLink: 'New link',
  newLinkFor: (name: string) => `New link for ${name}`,
  endSessions: 'Sign out',
  endSessionsOf: (name: string) => `Sign out ${name} everywhere`,
  endSessionsTitle: (name: string) => `Sign ${name} out everywhere?`,
  endSessionsText: 'Every session and unused link of theirs ends at once. They can come back with a new link.',
  sessionsEnded: (name: string, count: number) =>
    `${name} is signed out: ${counted(count, 'session', 'sessions')} ended.`,
  remove: 'Remove',
  removeUser: (name: string) => `Remove ${name}`,
  removeTitle: (name: string) => `Remove ${name}?`,
  removeText: 'Every session and link of theirs ends at once. What they decided stays, with their name.',
  removed: (name: string) => `${name} is removed.`,
  roleOf: (name: string) => `Role of ${name}`,
  roleTitle: (name: string, role: string) => `Make ${name} ${role}?`,
  roleText: {
    legal:
      'They can then decide hits, record test purchases, see what buyers typed, and export evidence. It holds at once.',
    admin: 'They can then add and remove users, change roles and resume marketplaces.',
    reviewer: 'They can then decide hits only. It holds at once, also where they are signed in.',
  },
  roleSet: (name: string, role: string) => `${name} is ${role} now.`,
  roleKnown: (name: string, role: string) => `${name} is ${role} already`,
  roleKnownText: (asked: string) =>
    `Nothing was changed. Do you want to make them ${asked}, or a new link as they are?`,
  makeRole: (role: string) => `Make them ${role}`,
  aRole: { admin: 'an administrator', legal: 'legal', reviewer: 'a reviewer' },
  invite: 'Make a sign-in link',
  inviteTitle: 'Add somebody',
  inviteDone: (name: string) => `Sign-in link for ${name}`,
  inviteText: (until: string) => `It works once, until ${until}. It is shown only now.`,
  copy: 'Copy',
  copied: 'Copied',
} as const
