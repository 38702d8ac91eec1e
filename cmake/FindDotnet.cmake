# Finds the .NET SDK that builds the C# side. Nothing of .NET is needed to run what comes out.
#
#   Dotnet_ROOT          where to look first (./configure --with-dotnet=DIR)
#   Dotnet_EXECUTABLE    the `dotnet` to call
#   Dotnet_VERSION       version of the SDK that global.json selects
#   Dotnet_RID           .NET's name for the machine that is built for, e.g. linux-x64

set(_dotnet_help
    "ZeekAmqp needs the .NET SDK 10 to build (and nothing of .NET to run).
  Ubuntu:         apt-get install dotnet-sdk-10.0
  Fedora, RHEL:   dnf install dotnet-sdk-10.0
  Debian:         the same package, after adding Microsoft's package feed
  anything else:  unpack the SDK from https://dotnet.microsoft.com/download/dotnet/10.0 into a folder of yours
and, where it is not on the PATH, run ./configure --with-dotnet=DIR with the folder that has the file `dotnet`.")

# Without the cache variable of an earlier run another --with-dotnet would be ignored.
unset(Dotnet_EXECUTABLE CACHE)

if (Dotnet_ROOT)
    find_program(Dotnet_EXECUTABLE dotnet PATHS "${Dotnet_ROOT}" "${Dotnet_ROOT}/bin" NO_DEFAULT_PATH)
else ()
    find_program(Dotnet_EXECUTABLE dotnet PATHS "$ENV{DOTNET_ROOT}" "$ENV{HOME}/.dotnet"
                                                /usr/share/dotnet /usr/lib/dotnet)
endif ()

if (NOT Dotnet_EXECUTABLE)
    if (Dotnet_ROOT)
        set(_dotnet_place "in ${Dotnet_ROOT}")
    else ()
        set(_dotnet_place "on this machine")
    endif ()
    message(FATAL_ERROR "There is no `dotnet` ${_dotnet_place}. ${_dotnet_help}")
endif ()

# Run inside the project: `dotnet` then answers for the version that global.json asks for.
execute_process(
    COMMAND "${CMAKE_COMMAND}" -E env DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 "${Dotnet_EXECUTABLE}" --version
    WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
    OUTPUT_VARIABLE Dotnet_VERSION
    ERROR_VARIABLE _dotnet_error
    RESULT_VARIABLE _dotnet_result
    OUTPUT_STRIP_TRAILING_WHITESPACE)

if (NOT _dotnet_result EQUAL 0 OR NOT Dotnet_VERSION MATCHES "^[0-9]+\\.[0-9]+\\.[0-9]+")
    execute_process(COMMAND "${Dotnet_EXECUTABLE}" --list-sdks OUTPUT_VARIABLE _dotnet_sdks ERROR_QUIET
                    OUTPUT_STRIP_TRAILING_WHITESPACE)
    if (NOT _dotnet_sdks)
        set(_dotnet_sdks "none, only a runtime")
    endif ()
    message(FATAL_ERROR "${Dotnet_EXECUTABLE} has no SDK that fits. It has: ${_dotnet_sdks}. ${_dotnet_help}")
elseif (Dotnet_VERSION VERSION_LESS 10)
    message(FATAL_ERROR "${Dotnet_EXECUTABLE} is the SDK ${Dotnet_VERSION}. ${_dotnet_help}")
endif ()

if (CMAKE_SYSTEM_NAME STREQUAL "Linux" AND CMAKE_SYSTEM_PROCESSOR MATCHES "^(x86_64|amd64|AMD64)$")
    set(Dotnet_RID linux-x64)
elseif (CMAKE_SYSTEM_NAME STREQUAL "Linux" AND CMAKE_SYSTEM_PROCESSOR MATCHES "^(aarch64|arm64)$")
    set(Dotnet_RID linux-arm64)
else ()
    message(FATAL_ERROR "ZeekAmqp builds on Linux for x86_64 and aarch64, but this machine is "
                        "${CMAKE_SYSTEM_NAME} on ${CMAKE_SYSTEM_PROCESSOR}.")
endif ()

set(Dotnet_FOUND TRUE)
message(STATUS "Found the .NET SDK ${Dotnet_VERSION}: ${Dotnet_EXECUTABLE} (building for ${Dotnet_RID})")
