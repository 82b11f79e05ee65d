#include "reconciler/node/push/run_push.hpp"

int main(int argc, char** argv) {
  return muster::node::run_push(argc, argv);
}
