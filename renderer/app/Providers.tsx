import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#shared/contract/index.ts';
import { queryClient } from '../api/queries.ts';
import { cssVariablesResolver, overlaysId, theme } from '../ui/theme.ts';
import { cspNonce } from './nonce.ts';

interface ProvidersProps {
  readonly colourScheme: Output<'host.state'>['colourScheme'];
  readonly children: ReactNode;
}

/** Theme, data and toasts around every window. */
export function Providers({ colourScheme, children }: ProvidersProps) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={cssVariablesResolver}
      defaultColorScheme={colourScheme}
      colorSchemeManager={unstoredScheme(colourScheme)}
      getStyleNonce={cspNonce}
    >
      <QueryClientProvider client={queryClient}>
        <Notifications position="bottom-center" limit={3} containerWidth={460} />
        {children}
        <Overlays />
      </QueryClientProvider>
    </MantineProvider>
  );
}

function Overlays() {
  const { t } = useTranslation('app');
  return <div id={overlaysId} role="region" aria-label={t('overlays')} />;
}

/** The host keeps the colour scheme; nothing is written to the browser's own storage. */
function unstoredScheme(first: ProvidersProps['colourScheme']) {
  let current = first;
  return {
    get: () => current,
    set: (value: ProvidersProps['colourScheme']) => {
      current = value;
    },
    subscribe: () => undefined,
    unsubscribe: () => undefined,
    clear: () => undefined,
  };
}
