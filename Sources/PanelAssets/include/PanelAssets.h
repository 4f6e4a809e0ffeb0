#ifndef AUZAP_PANEL_ASSETS_H
#define AUZAP_PANEL_ASSETS_H

#include <stddef.h>

/// A file of the panel, embedded in the binary.
struct panel_asset {
    const char *path;            // "simulator.js"
    const char *media_type;      // "text/javascript; charset=utf-8"
    const unsigned char *bytes;
    size_t count;
};

/// How many files the panel has, and the file at `index`, or NULL past the end.
size_t panel_asset_count(void);
const struct panel_asset *panel_asset_at(size_t index);

#endif
