export const people = {
  welcome: 'Welcome to Lectern',
  welcomeText:
    'Workshops from afar: watch the talks when it suits you, ask at the second that raises a question, meet everyone on the live day.',
  joinTitle: 'Join with your invite link',
  joinText: 'The organizers of your workshop sent you a link that starts with lectern://join.',
  link: 'Invite link',
  joinByFile: 'Or take the link from a mail, a calendar entry or a page that you saved.',
  linkPlaceholder: 'lectern://join?…',
  linkEmpty: 'Paste the link that the organizers sent you.',
  linkWrong: 'This is not an invite link. It starts with lectern://join and is one long line.',
  name: 'Your name',
  nameHint: 'Speakers and moderators see it with your questions. You can ask without it, too.',
  nameEmpty: 'Enter the name that others shall see.',
  join: 'Join',
  joining: 'Joining…',
} as const;
