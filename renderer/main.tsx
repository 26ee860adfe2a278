import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import '@mantine/spotlight/styles.css';
import './ui/tokens.css';
import './ui/states.css';
import { createRoot } from 'react-dom/client';
import { call } from './api/call.ts';
import { App } from './app/App.tsx';
import { shareNonce } from './app/nonce.ts';
import { localeFor } from './app/localeFor.ts';
import { followLanguage, startWords } from './app/words.ts';

shareNonce();
const host = await call('host.state', {});
const languageOf = ({ locale, systemLocale }: typeof host) => locale ?? localeFor(systemLocale);
await startWords(languageOf(host));
followLanguage(async () => languageOf(await call('host.state', {})));

const root = document.getElementById('root');
if (root) createRoot(root).render(<App host={host} />);
