// What Node-API before version 10 knows as an experiment, and today's headers name no more: Node 20 runs finalizers
// inside the garbage collection and ends the process when one of them touches a value; this puts them off.
#pragma once
#include <node_api.h>

#define NODE_API_EXPERIMENTAL_HAS_POST_FINALIZER

extern "C" napi_status node_api_post_finalizer(napi_env env, napi_finalize callback, void *data, void *hint);
