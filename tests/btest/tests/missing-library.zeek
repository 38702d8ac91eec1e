# @TEST-DOC: Without its library, or with a file that is none, the plugin says what is missing and where; Zeek goes on.
#
# @TEST-EXEC: mkdir -p plugin/lib && cp $BUILD/__zeek_plugin__ plugin && ln -s $SCRIPTS plugin/scripts
# @TEST-EXEC: cp -r $BUILD/lib/bif $BUILD/lib/Trapmine-*.so plugin/lib
#
# @TEST-EXEC: ZEEK_PLUGIN_PATH=plugin zeek-run %INPUT
# @TEST-EXEC: grep -F "error: absent/Log::WRITER_AMQP: " zeek.stderr | grep -F "$PWD/plugin/lib/libzeekamqp.so" | grep -F "make install"
# @TEST-EXEC: grep -v '^#' letters.log >output && rm letters.log
#
# @TEST-EXEC: echo 'not a library' >plugin/lib/libzeekamqp.so
# @TEST-EXEC: ZEEK_PLUGIN_PATH=plugin zeek-run %INPUT
# @TEST-EXEC: grep -F "error: absent/Log::WRITER_AMQP: " zeek.stderr | grep -F "$PWD/plugin/lib/libzeekamqp.so" | grep -F "make install"
# @TEST-EXEC: grep -v '^#' letters.log >>output
# @TEST-EXEC: btest-diff output

@load letters

event zeek_init()
    {
    Letters::send("absent", table());
    }
