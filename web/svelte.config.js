import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';

// Styles go into the one style sheet, never into the script: the page's policy forbids inline styles.
export default {
  preprocess: vitePreprocess(),
  compilerOptions: { css: 'external', runes: true }
};
