import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from '@mantine/core';

/** The one accent: deep teal. */
const teal: MantineColorsTuple = [
  '#eaf5f3',
  '#d3eae6',
  '#a8d6cf',
  '#78c0b5',
  '#4ba99c',
  '#2a9486',
  '#147c70',
  '#0c675d',
  '#09544c',
  '#063f39',
];
/** Neutral greys with a slight warmth. */
const gray: MantineColorsTuple = [
  '#faf9f7',
  '#f3f1ee',
  '#e8e5e0',
  '#d9d5ce',
  '#bdb7ae',
  '#978f85',
  '#6b645c',
  '#514b45',
  '#383430',
  '#23201d',
];
/** The same warmth by night, from text (0) to the deepest ground (9). */
const dark: MantineColorsTuple = [
  '#ebe8e3',
  '#cfcac3',
  '#aaa49b',
  '#7f7970',
  '#4b4741',
  '#393632',
  '#2d2a27',
  '#211f1d',
  '#1a1816',
  '#131211',
];
/** Loss and refusal only. */
const red: MantineColorsTuple = [
  '#fdf0ee',
  '#fadbd7',
  '#f2b3ab',
  '#e8877b',
  '#dd6153',
  '#d04536',
  '#b93426',
  '#98291d',
  '#792017',
  '#561610',
];
/** "Needs you" only. */
const amber: MantineColorsTuple = [
  '#fdf5e4',
  '#fae8c2',
  '#f4d28a',
  '#ecba50',
  '#e0a226',
  '#c4880f',
  '#976709',
  '#7d5407',
  '#634206',
  '#463003',
];

/** Fonts by language, system fonts only. */
const fonts =
  "Inter, 'Segoe UI', system-ui, -apple-system, 'PingFang SC', 'Microsoft YaHei UI', 'Noto Sans CJK SC', sans-serif";

/** The element that menus, dialogs and messages are drawn in, so that they too belong to a landmark. */
export const overlaysId = 'overlays';

export const theme = createTheme({
  colors: { teal, gray, dark, red, amber },
  primaryColor: 'teal',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: false,
  white: '#ffffff',
  black: '#23201d',
  fontFamily: `var(--coffer-font, ${fonts})`,
  fontFamilyMonospace: "ui-monospace, 'SF Mono', 'Cascadia Mono', 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  lineHeights: { xs: '1.4', sm: '1.45', md: '1.45', lg: '1.5', xl: '1.35' },
  spacing: { xs: '8px', sm: '12px', md: '16px', lg: '24px', xl: '32px' },
  radius: { xs: '3px', sm: '4px', md: '6px', lg: '8px', xl: '12px' },
  defaultRadius: 'md',
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '22px', lineHeight: '30px' },
      h2: { fontSize: '17px', lineHeight: '24px' },
      h3: { fontSize: '14px', lineHeight: '20px' },
    },
  },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'sm' }, styles: { label: { fontWeight: 550 } } },
    TextInput: { defaultProps: { size: 'sm' } },
    PasswordInput: { defaultProps: { size: 'sm' } },
    Textarea: { defaultProps: { size: 'sm' } },
    Select: { defaultProps: { size: 'sm', allowDeselect: false, checkIconPosition: 'right' } },
    InputWrapper: { styles: { description: { fontSize: '12px' }, error: { fontSize: '12px' } } },
    Radio: { styles: { description: { fontSize: '12px', marginTop: 2 } } },
    Checkbox: { styles: { description: { fontSize: '12px', marginTop: 2 } } },
    Modal: {
      defaultProps: {
        centered: true,
        radius: 'lg',
        padding: 'lg',
        overlayProps: { backgroundOpacity: 0.4 },
        transitionProps: { duration: 120 },
      },
      styles: { title: { fontSize: '16px', fontWeight: 600 } },
    },
    Notification: { defaultProps: { withBorder: true } },
    Portal: { defaultProps: { target: `#${overlaysId}` } },
    Menu: { defaultProps: { shadow: 'md', withInitialFocusPlaceholder: false, transitionProps: { duration: 80 } } },
    Tooltip: { defaultProps: { openDelay: 400, withArrow: false, transitionProps: { duration: 80 } } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Badge: { defaultProps: { variant: 'light', tt: 'none', fw: 550, radius: 'sm' } },
    Paper: { defaultProps: { radius: 'lg' } },
  },
});

/** Grounds, hairlines and quiet text, designed for light and dark apart; every pair passes 4.5:1. */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-body': '#ffffff',
    '--mantine-color-text': gray[9],
    '--mantine-color-dimmed': gray[6],
    '--mantine-color-placeholder': '#77706a',
    '--mantine-color-anchor': teal[7],
    '--mantine-color-error': red[6],
    '--mantine-color-default-border': gray[3],
    '--mantine-color-gray-text': gray[7],
    '--mantine-color-gray-light-color': gray[8],
    '--mantine-color-teal-light-color': teal[8],
    '--mantine-color-teal-text': teal[7],
    '--mantine-color-red-light-color': red[7],
    '--mantine-color-red-text': red[6],
    '--mantine-color-amber-light-color': amber[8],
    '--mantine-color-amber-text': amber[7],
    '--coffer-rail': gray[1],
    '--coffer-ground': gray[0],
    '--coffer-raised': '#ffffff',
    '--coffer-hairline': gray[2],
    '--coffer-hover': 'rgba(80, 66, 48, 0.055)',
    '--coffer-active': 'rgba(12, 103, 93, 0.10)',
    '--coffer-pill': gray[1],
    '--coffer-pill-border': gray[4],
    '--coffer-scroll': 'rgba(80, 66, 48, 0.24)',
    '--coffer-scroll-held': 'rgba(80, 66, 48, 0.42)',
    '--coffer-alarm-ground': red[7],
    '--coffer-notice-ground': amber[0],
    '--coffer-notice-text': amber[9],
  },
  dark: {
    '--mantine-color-body': dark[7],
    '--mantine-color-text': dark[0],
    '--mantine-color-dimmed': dark[2],
    '--mantine-color-placeholder': '#98928a',
    '--mantine-color-anchor': teal[3],
    '--mantine-color-error': red[3],
    '--mantine-color-default-border': '#57524b',
    '--mantine-color-gray-text': dark[1],
    '--mantine-color-gray-light-color': dark[1],
    '--mantine-color-teal-light-color': teal[2],
    '--mantine-color-teal-text': teal[3],
    '--mantine-color-red-light-color': red[2],
    '--mantine-color-red-text': red[3],
    '--mantine-color-amber-light-color': amber[2],
    '--mantine-color-amber-text': amber[3],
    '--coffer-rail': dark[8],
    '--coffer-ground': dark[8],
    '--coffer-raised': '#282522',
    '--coffer-hairline': '#33302c',
    '--coffer-hover': 'rgba(255, 246, 230, 0.05)',
    '--coffer-active': 'rgba(75, 169, 156, 0.16)',
    '--coffer-pill': dark[6],
    '--coffer-pill-border': dark[3],
    '--coffer-scroll': 'rgba(255, 246, 230, 0.2)',
    '--coffer-scroll-held': 'rgba(255, 246, 230, 0.36)',
    '--coffer-alarm-ground': red[7],
    '--coffer-notice-ground': '#3a2f17',
    '--coffer-notice-text': amber[1],
  },
});
