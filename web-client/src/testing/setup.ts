import { configure } from '@testing-library/dom';

// Of findBy… and waitFor: one second is too short on a loaded machine
configure({ asyncUtilTimeout: 30_000 });
