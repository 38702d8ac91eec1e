##! What make-logs loads on top of Zeek's defaults: more of the logs and of the types of fields that a site's own local.zeek brings
##! (sets, vectors, nested records, notices). Nothing here depends on time, on the machine or on files from elsewhere.

@load frameworks/files/hash-all-files
@load protocols/conn/community-id-logging
@load protocols/conn/known-hosts
@load protocols/conn/known-services
@load protocols/conn/mac-logging
@load protocols/dhcp/software
@load protocols/dns/auth-addl
@load protocols/ftp/detect
@load protocols/ftp/software
@load protocols/http/header-names
@load protocols/http/software
@load protocols/http/var-extraction-uri
@load protocols/krb/ticket-logging
@load protocols/smtp/software
@load protocols/ssh/software
@load protocols/ssl/known-certs
@load protocols/ssl/validate-certs
