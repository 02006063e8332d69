// Loaded before all else in the processes of a test run: leaves out the module loaders tap registers in each of them.
import module from 'node:module';

module.register = () => {};
