import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// `npm run dev` talks to a suite started with ./parley up
const SUITE = process.env.PARLEY_URL ?? 'http://localhost:8080';

export default defineConfig({
  base: './',
  plugins: [react()],
  build: {
    outDir: 'target/classes/static',
    emptyOutDir: true,
    target: 'es2022',
    // With light-dark(), which is what the two colour schemes are made of
    cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        // Libraries change seldom: after an update of Parley browsers still have them
        codeSplitting: { groups: [{ name: 'libraries', test: /node_modules/ }] },
      },
    },
  },
  server: {
    proxy: {
      '/api': { target: SUITE, changeOrigin: true },
      '/ws': { target: SUITE, changeOrigin: true, ws: true },
    },
  },
  test: {
    include: ['src/**/*.test.{ts,tsx}'],
    restoreMocks: true,
    // A loaded machine is slow; what waits for something has it at once elsewhere
    testTimeout: 60_000,
    hookTimeout: 60_000,
    setupFiles: ['src/testing/setup.ts'],
    reporters: ['default', 'junit'],
    outputFile: { junit: 'target/surefire-reports/TEST-web.xml' },
  },
});
