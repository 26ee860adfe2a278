/** Name of the file that holds by how many milliseconds the vault processes of a test are ahead of the computer. */
export const clockFile = 'coffer-test-clock';
