import './argonOnce.ts';
import { serve } from '../../main/vault/serve.ts';

// The vault process as it is, but that new passwords take the least Argon2id that it accepts: dozens of them are started.
serve(0);
