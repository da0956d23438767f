import js from "@eslint/js";
import prettier from "eslint-config-prettier";
import svelte from "eslint-plugin-svelte";
import globals from "globals";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

const wall = {
  patterns: [
    { group: ["@tauri-apps/*"], message: "Only src/lib/ipc speaks to the program." },
    { group: ["$lib/ipc/*"], message: "Import from $lib/ipc." },
  ],
};

export default ts.config(
  { ignores: ["dist", "node_modules", "src/lib/ipc/generated.ts"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...ts.configs.stylistic,
  ...svelte.configs.recommended,
  prettier,
  ...svelte.configs.prettier,
  {
    languageOptions: {
      globals: globals.browser,
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: [".svelte"],
      },
    },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/consistent-type-definitions": "off",
      // The DOM and bits-ui ask for functions that do nothing here and there.
      "@typescript-eslint/no-empty-function": "off",
      "no-restricted-imports": ["error", wall],
      "no-console": "error",
      eqeqeq: "error",
      // Resolving of addresses is SvelteKit's; there is none here.
      "svelte/no-navigation-without-resolve": "off",
      "svelte/no-at-html-tags": "error",
      "svelte/button-has-type": "error",
      "svelte/require-each-key": "error",
    },
  },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } },
  },
  {
    // Tests put answers of the program where the wall is.
    files: ["src/lib/ipc/**", "src/**/*.test.ts"],
    rules: { "no-restricted-imports": "off" },
  },
  {
    files: ["*.ts", "*.js"],
    languageOptions: { globals: globals.node },
  },
);
