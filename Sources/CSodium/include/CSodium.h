#ifndef AUZAP_CSODIUM_H
#define AUZAP_CSODIUM_H

#include <sodium.h>

#endif
