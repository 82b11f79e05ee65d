# The Debian packages: ./dev package. One component a package: muster, muster-sandbox, muster-node.
# Packing builds package_files alone, not the tests.
set(CMAKE_SKIP_INSTALL_ALL_DEPENDENCY ON)

# Man pages and completions come from the program itself.
set(made ${CMAKE_BINARY_DIR}/packages)
set(scripts ${CMAKE_SOURCE_DIR}/docs/packages)
add_custom_command(
  OUTPUT ${made}/stamp
  COMMAND ${CMAKE_COMMAND} -E rm -rf ${made}/man ${made}/man-of ${made}/completion
  COMMAND ${CMAKE_COMMAND} -E make_directory ${made}/man ${made}/man-of ${made}/completion
  COMMAND muster man ${made}/man > ${made}/stamp
  COMMAND sh -c "gzip -9 -n ${made}/man/*.1"
  COMMAND muster completion bash > ${made}/completion/muster
  COMMAND muster completion zsh > ${made}/completion/_muster
  COMMAND muster completion fish > ${made}/completion/muster.fish
  COMMAND ${scripts}/page_of_help.sh ${PROJECT_VERSION} ${CMAKE_BINARY_DIR}/bin/muster-sandbox ${made}/man-of
          "serves the API of a cloud on this machine"
  COMMAND ${scripts}/page_of_help.sh ${PROJECT_VERSION} ${CMAKE_BINARY_DIR}/bin/muster-node ${made}/man-of
          "measures this machine for muster"
  COMMAND ${scripts}/page_of_help.sh ${PROJECT_VERSION} ${CMAKE_BINARY_DIR}/bin/muster-node-push ${made}/man-of
          "delivers readings that wait in a spool"
  COMMAND ${scripts}/debian_changelog.sh muster ${PROJECT_VERSION} ${made}/muster-changelog.gz
  COMMAND ${scripts}/debian_changelog.sh muster-sandbox ${PROJECT_VERSION} ${made}/muster-sandbox-changelog.gz
  COMMAND ${scripts}/debian_changelog.sh muster-node ${PROJECT_VERSION} ${made}/muster-node-changelog.gz
  DEPENDS muster muster-sandbox muster-node muster-node-push ${scripts}/page_of_help.sh ${scripts}/debian_changelog.sh
  VERBATIM)
add_custom_target(package_files DEPENDS ${made}/stamp muster muster-sandbox muster-node muster-node-push)

# The units name the place where people put a program that they built themselves.
foreach(unit muster muster-node)
  file(READ docs/systemd/${unit}.service text)
  string(REPLACE /usr/local/bin/ /usr/bin/ text "${text}")
  string(REPLACE "Documentation=man:systemd.exec(5)" "Documentation=man:${unit}(1)" text "${text}")
  file(CONFIGURE OUTPUT ${made}/units/${unit}.service CONTENT "${text}" @ONLY)
  install(FILES ${made}/units/${unit}.service DESTINATION lib/systemd/system COMPONENT ${unit})
  install(FILES docs/packages/${unit}.environment DESTINATION /etc/${unit} RENAME environment COMPONENT ${unit}
          PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ)
endforeach()

install(TARGETS muster RUNTIME DESTINATION bin COMPONENT muster)
install(TARGETS muster-sandbox RUNTIME DESTINATION bin COMPONENT muster-sandbox)
install(TARGETS muster-node muster-node-push RUNTIME DESTINATION bin COMPONENT muster-node)
install(DIRECTORY ${made}/man/ DESTINATION share/man/man1 COMPONENT muster)
install(FILES ${made}/completion/muster DESTINATION share/bash-completion/completions COMPONENT muster)
install(FILES ${made}/completion/_muster DESTINATION share/zsh/vendor-completions COMPONENT muster)
install(FILES ${made}/completion/muster.fish DESTINATION share/fish/vendor_completions.d COMPONENT muster)
install(DIRECTORY schemas/ DESTINATION share/muster/schemas COMPONENT muster FILES_MATCHING PATTERN "*.schema.json")
install(DIRECTORY desired-state DESTINATION share/doc/muster/examples COMPONENT muster)
install(DIRECTORY docs/tutorial docs/how-to docs/reference docs/explanation docs/monitoring
        DESTINATION share/doc/muster COMPONENT muster)
install(FILES ${made}/man-of/muster-sandbox.1.gz DESTINATION share/man/man1 COMPONENT muster-sandbox)
install(FILES ${made}/man-of/muster-node.1.gz ${made}/man-of/muster-node-push.1.gz
        DESTINATION share/man/man1 COMPONENT muster-node)
install(FILES README.md docs/CHANGELOG.md DESTINATION share/doc/muster COMPONENT muster)
foreach(package muster muster-sandbox muster-node)
  install(FILES docs/packages/copyright DESTINATION share/doc/${package} COMPONENT ${package})
  install(FILES ${made}/${package}-changelog.gz DESTINATION share/doc/${package} RENAME changelog.gz
          COMPONENT ${package})
endforeach()

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME muster)
set(CPACK_PACKAGE_VERSION ${PROJECT_VERSION})
set(CPACK_PACKAGE_CONTACT "the muster authors <authors@muster.example>")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_PACKAGE_DIRECTORY ${CMAKE_BINARY_DIR}/packages)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_ALL muster muster-sandbox muster-node)
set(CPACK_COMPONENTS_IGNORE_GROUPS ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION admin)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
foreach(package muster muster-sandbox muster-node)
  string(TOUPPER ${package} component)
  set(CPACK_DEBIAN_${component}_PACKAGE_NAME ${package})
endforeach()
foreach(package muster muster-node)
  string(TOUPPER ${package} component)
  file(MAKE_DIRECTORY ${made}/scripts/${package})
  foreach(script preinst postinst prerm postrm)
    file(READ ${scripts}/${script} text)
    string(REPLACE "@PACKAGE@" ${package} text "${text}")
    string(REPLACE "@VERSION@" ${PROJECT_VERSION} text "${text}")
    file(WRITE ${made}/scripts/${package}/${script} "${text}")
    file(CHMOD ${made}/scripts/${package}/${script} PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE
         GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
  endforeach()
  file(WRITE ${made}/scripts/${package}/conffiles "/etc/${package}/environment\n")
  file(CHMOD ${made}/scripts/${package}/conffiles PERMISSIONS OWNER_READ OWNER_WRITE GROUP_READ WORLD_READ)
  set(CPACK_DEBIAN_${component}_PACKAGE_CONTROL_EXTRA
      ${made}/scripts/${package}/preinst ${made}/scripts/${package}/postinst ${made}/scripts/${package}/prerm
      ${made}/scripts/${package}/postrm ${made}/scripts/${package}/conffiles)
endforeach()
set(CPACK_DEBIAN_MUSTER_PACKAGE_RECOMMENDS "git, ca-certificates, less")
set(CPACK_DEBIAN_MUSTER_PACKAGE_SUGGESTS "muster-sandbox")
set(CPACK_DEBIAN_MUSTER-NODE_PACKAGE_RECOMMENDS ca-certificates)
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "right-sizes a fleet of machines for agents")
set(CPACK_DEBIAN_MUSTER_DESCRIPTION
    "This package has the program muster. It compares readings of machines\nwith policies in git, plans changes with their cost, applies approved plans\nat the cloud, and repeats this as a service.")
set(CPACK_DEBIAN_MUSTER-SANDBOX_DESCRIPTION
    "This package has a cloud on one machine, to try muster. It serves the API\nof a cloud on a loopback address. Nothing in it costs money.")
set(CPACK_DEBIAN_MUSTER-NODE_DESCRIPTION
    "This package has the monitor of a machine. It reads CPU, memory, disks and\nagents, serves them as a page, or pushes them to the loop of muster.")
include(CPack)
