# Compiles a C# project ahead of time as part of the CMake build.
#
#   zeekamqp_publish_native_aot(<target>
#       PROJECT  <name of a project under src/>
#       ARTIFACT <file that `dotnet publish` makes>
#       OUTPUT   <where it goes, and under which name>
#       USES     <the projects under src/ that it is built from>...)
#
# <target> is built by default. It is built again if, and only if, a source of one of these projects has changed, appeared
# or gone, or a file that all of them read.
function (zeekamqp_publish_native_aot target)
    cmake_parse_arguments(ARG "" "PROJECT;ARTIFACT;OUTPUT" "USES" ${ARGN})

    set(sources
        "${PROJECT_SOURCE_DIR}/VERSION" "${PROJECT_SOURCE_DIR}/global.json"
        "${PROJECT_SOURCE_DIR}/Directory.Build.props" "${PROJECT_SOURCE_DIR}/Directory.Packages.props"
        "${PROJECT_SOURCE_DIR}/.editorconfig")

    foreach (project ${ARG_PROJECT} ${ARG_USES})
        set(folder "${PROJECT_SOURCE_DIR}/src/${project}")
        file(GLOB_RECURSE found CONFIGURE_DEPENDS "${folder}/*.cs" "${folder}/*.csproj" "${folder}/*.xml"
             "${folder}/*.resx")
        # What an earlier build of .NET has left there.
        list(FILTER found EXCLUDE REGEX "/src/[^/]+/(bin|obj)/")
        list(APPEND sources ${found})
    endforeach ()

    # The list is a source, too: a file that is gone leaves nothing behind that could be newer than the output.
    set(source_list "${PROJECT_BINARY_DIR}/dotnet/${ARG_PROJECT}.sources")
    string(REPLACE ";" "\n" listed "${sources}")
    file(GENERATE OUTPUT "${source_list}" CONTENT "${listed}\n")

    set(publish_dir "${PROJECT_BINARY_DIR}/dotnet/${ARG_PROJECT}")
    get_filename_component(output_dir "${ARG_OUTPUT}" DIRECTORY)

    # -warnaserror: a warning of the ahead-of-time compiler is a crash later on. No build servers: they would outlive the
    # build. The rename swaps the file at once, so that a Zeek which has the old one open keeps it whole.
    add_custom_command(
        OUTPUT "${ARG_OUTPUT}"
        COMMAND
            "${CMAKE_COMMAND}" -E env DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
            MSBUILDDISABLENODEREUSE=1 "${Dotnet_EXECUTABLE}" publish
            "${PROJECT_SOURCE_DIR}/src/${ARG_PROJECT}/${ARG_PROJECT}.csproj" -c Release -r ${Dotnet_RID} -o
            "${publish_dir}" -warnaserror --nologo -v minimal -nodeReuse:false -p:UseSharedCompilation=false
        COMMAND "${CMAKE_COMMAND}" -E make_directory "${output_dir}"
        COMMAND "${CMAKE_COMMAND}" -E copy "${publish_dir}/${ARG_ARTIFACT}" "${ARG_OUTPUT}.new"
        COMMAND "${CMAKE_COMMAND}" -E touch "${ARG_OUTPUT}.new"
        COMMAND "${CMAKE_COMMAND}" -E rename "${ARG_OUTPUT}.new" "${ARG_OUTPUT}"
        DEPENDS ${sources} "${source_list}"
        WORKING_DIRECTORY "${PROJECT_SOURCE_DIR}"
        COMMENT "Compiling ${ARG_PROJECT} ahead of time for ${Dotnet_RID} (takes a minute or two)"
        VERBATIM)

    add_custom_target(${target} ALL DEPENDS "${ARG_OUTPUT}")
endfunction ()
