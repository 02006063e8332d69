// Loaded before all else in the processes of a test run: leaves out the module loaders tap registers in each of them, and
// the maps of sources where all tests are run. Lines of failures are those of build/ then, which are nearly the same; a
// file run alone has its own.
import module from 'node:module';

module.register = () => {};
if (process.env.MOCK_WU_TEST_MAPS !== '1') process.setSourceMapsEnabled(false);
