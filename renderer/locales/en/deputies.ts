/** Words about whoever stands in for the owner until a day. */
export const deputies = {
  title: 'Deputy',
  lead: 'While you are away, {name} can do for you until a day that you choose:',
  add: 'Add people',
  addHint: 'Salespeople and service only. They can open what {name} can open; anything more waits for you.',
  reset: 'Set a forgotten password anew',
  resetHint:
    'Of salespeople and service only, never yours or a manager’s. Everybody sees for 30 days that it was done.',
  approve: 'Decide on exports of customers that they look after',
  approveHint:
    'Beside those that a manager decides on anyway. Whose customers {name} also looks after, you set on that colleague’s page. Never a request of their own, and none from before today’s change.',
  what_add: 'add people',
  what_reset: 'set forgotten passwords anew',
  what_approve: 'decide on exports of customers looked after',
  until: 'Until {when}',
  askTitle: '{name} as your deputy',
  ask: 'Make deputy',
  askHint: 'Until {when} {name} can {what}. Everything they do stands in the journal under their own name.',
  done: '{name} is your deputy until {when}.',
  line: '{name} stands in for the owner until {when} and can {what}.',
  lineYou: 'You stand in for the owner until {when} and can {what}.',
  end: 'End it',
  endTitle: 'End it that {name} is your deputy',
  endHint: '{name} can do none of it any more, at once. What was done stays done.',
  mark: 'deputy',
  addedBy: 'Added by',
  addedByDeputy: '{name}, as a deputy',
  newcomersHint: 'They can open what you can open yourself. Anything more waits for the owner.',
  forgottenHint: 'As a deputy you hand over what you can open yourself. Anything more waits for the owner.',
  waits_added: '{by} added {name} on {when}, as a deputy. What {by} cannot open, {name} cannot open either yet.',
  waits_reset:
    '{by} set the password of {name} anew on {when}, as a deputy. What {by} cannot open, {name} cannot open any more for now.',
  give: 'Give the rest',
  giveTitle: 'Give {name} the rest?',
  giveHint:
    'Ask {name} in person first: whoever chose this password gets everything that belongs to the role. If something is wrong, stop this login instead.',
  given: '{name} can open everything that belongs to the role.',
};
