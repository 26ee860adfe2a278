/** Words about the people of the office. */
export const staff = {
  people: 'People',
};
