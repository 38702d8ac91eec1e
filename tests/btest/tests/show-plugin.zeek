# @TEST-DOC: Zeek lists the plugin with the version that is in the file VERSION, and the writer that it brings.
#
# @TEST-EXEC: zeek -N Trapmine::AMQPWriter >short
# @TEST-EXEC: grep -F "version $(cat $VERSION_FILE))" short
# @TEST-EXEC: sed "s/version $(cat $VERSION_FILE))/version X)/" short >output
# @TEST-EXEC: zeek -NN Trapmine::AMQPWriter | grep -E '^ +\[' >>output
# @TEST-EXEC: btest-diff output
