#pragma once
#include <curl/curl.h>

// Swift cannot call variadic functions: one function for each kind of value an option takes.

static inline CURLcode ccurl_set_number(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

// libcurl copies the text.
static inline CURLcode ccurl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

// A list, a buffer, or what a callback is given.
static inline CURLcode ccurl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode ccurl_on_read(CURL *handle, curl_read_callback call) {
    return curl_easy_setopt(handle, CURLOPT_READFUNCTION, call);
}

static inline CURLcode ccurl_on_debug(CURL *handle, curl_debug_callback call) {
    return curl_easy_setopt(handle, CURLOPT_DEBUGFUNCTION, call);
}

static inline CURLcode ccurl_on_progress(CURL *handle, curl_xferinfo_callback call) {
    return curl_easy_setopt(handle, CURLOPT_XFERINFOFUNCTION, call);
}
