/** What the command answers when it is asked for help, or not understood. */
export const help = `npm run coffer -- <command>

  journal verify --vault <folder> [--against <checkpoint>] [--user NAME] [--password-stdin]
      Logs in and checks the whole journal and every sealed row against it. Asks for what is not given.
      With --against also whether the vault still holds the entry of a checkpoint, as "journal compare" says.
      Ends with 0: whole. 1: broken, with the first bad entry named. 2: cannot be opened, and why.

  journal verify --file <journal file> [--root KEY]
      Checks a saved journal without any login, with the owner's public key alone.

  journal show --vault <folder> [--limit N] [--user NAME] [--password-stdin]
      Prints the journal in sentences, the newest first, as far as this login may read it.

  journal export --vault <folder> --out <file> [--user NAME] [--password-stdin]
      Saves the whole journal as a signed file. It holds no field values.

  journal checkpoint --vault <folder> [--out <file>] [--user NAME] [--password-stdin]
      Saves where the journal ends now, for a USB stick; without --out it is printed with a QR code, for paper.

  journal compare --vault <folder> --against <checkpoint> [--user NAME] [--password-stdin]
      Whether the vault still holds the entry of a checkpoint that was kept outside: its file, or "NUMBER CODE" from
      paper. Checks nothing else. Ends with 0: it holds. 1: it does not, and how. 2: cannot be opened, and why.

  import --vault <folder> --file <file.csv> [--user NAME] [--password-stdin]
         [--otherwise NAME|pool] [--duplicates skip|create] [--kind firm|person]
      Takes a list in as the wizard would with what it guesses: columns by their headings and values,
      people by their names. Rows that name nobody go to --otherwise (the person who logs in).
      Ends with 0: taken in, rows with problems set aside. 1: nothing taken in. 2: cannot be opened, and why.

  doctor
      Looks whether this computer has what Coffer needs, and says what is missing.
      Ends with 0: everything is there. 1: something is missing.

  help
      This text.

The vault folder is the one called "vault" inside a profile folder; the keychain entry, or the keyring of a computer
without a desktop, belongs to that profile.
With --password-stdin the password is the first line of standard input.
`;
