// Stands in for @stdlib/assert-has-generator-support in every bundle. That package finds out by eval whether the
// language has generators; the content security policy forbids eval, and every engine we run on has them.

module.exports = function hasGeneratorSupport() {
  return true;
};
