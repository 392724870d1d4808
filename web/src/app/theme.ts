import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

// biome-ignore format: one colour scale, one line
const accent: MantineColorsTuple = [
  '#eef4ff', '#dbe7fe', '#bdd3fd', '#93b8fb', '#6599f6', '#3f7bee', '#2763dd', '#1d50bd', '#1b4499', '#1a3a7a',
];

// Mantine's dark scale on our own surfaces: inks, lines, then backgrounds from raised to sunken.
// biome-ignore format: one colour scale, one line
const dark: MantineColorsTuple = [
  '#e3e7ec', '#c3cad2', '#9ba6b3', '#8792a0', '#39414b', '#2b323a', '#1a1e24', '#12151a', '#0d1013', '#090b0e',
];

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 6, dark: 6 },
  colors: { accent, dark },
  defaultRadius: 4,
  fontFamily: "Inter, system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace:
    "ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
  fontSizes: { xs: '12px', sm: '12px', md: '13px', lg: '15px', xl: '18px' },
  lineHeights: { md: '1.45' },
  headings: { fontWeight: '600' },
  focusRing: 'auto',
  respectReducedMotion: true,
  cursorType: 'pointer',
  // Plain objects, not Component.extend: a component that only a lazy view uses stays out of the first bundle.
  components: {
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray', size: 28 } },
    Button: { defaultProps: { size: 'xs', variant: 'default', fw: 500, fz: 12, px: 10 } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Input: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs' } },
    NumberInput: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs' } },
    Select: {
      defaultProps: { size: 'xs', allowDeselect: false, comboboxProps: { shadow: 'md' } },
    },
    Menu: { defaultProps: { shadow: 'md', position: 'bottom-start', withinPortal: true } },
    Modal: {
      styles: { title: { fontWeight: 600, fontSize: 14, lineHeight: 1.35 } },
      defaultProps: {
        centered: true,
        transitionProps: { duration: 100 },
        overlayProps: { backgroundOpacity: 0.45 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    },
    Skeleton: { defaultProps: { animate: true } },
    Tabs: { defaultProps: { keepMounted: false } },
    Tooltip: { defaultProps: { openDelay: 350, transitionProps: { duration: 80 } } },
  },
});

// Mantine draws with the same surfaces, lines and inks as our own style sheet (tokens.css).
export const cssVariables: CSSVariablesResolver = () => {
  const surfaces = {
    '--mantine-color-body': 'var(--surface)',
    '--mantine-color-text': 'var(--ink)',
    '--mantine-color-dimmed': 'var(--ink-dim)',
    '--mantine-color-default': 'var(--surface-raised)',
    '--mantine-color-default-hover': 'var(--surface-hover)',
    '--mantine-color-default-color': 'var(--ink)',
    '--mantine-color-default-border': 'var(--line-strong)',
    '--mantine-color-placeholder': 'var(--ink-faint)',
    '--mantine-color-error': 'var(--status-Faulted)',
  };
  return { variables: {}, light: surfaces, dark: surfaces };
};
