#include "reconciler/cli/complete/completion_script.hpp"

namespace muster {

namespace {

// Bash cuts a word at '=' and ':', and replaces only the last part: the script joins the parts, and removes
// the others from each candidate.
constexpr const char* kBash = R"sh(# Completion of muster for bash: source <(muster completion bash)
_muster() {
  local -a words=()
  local i line text cut program=${COMP_WORDS[0]/#\~/$HOME}
  for ((i = 1; i <= COMP_CWORD; i++)); do
    if [[ ${#words[@]} -gt 0 && (${COMP_WORDS[i]} == [=:] || ${COMP_WORDS[i-1]} == [=:]) ]]; then
      words[${#words[@]}-1]+=${COMP_WORDS[i]}
    else
      words+=("${COMP_WORDS[i]}")
    fi
  done
  text=${words[${#words[@]}-1]}
  cut=
  [[ $text == *[=:]* ]] && cut=${text%"${text##*[=:]}"}
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files | :folders)
        compopt -o filenames 2>/dev/null
        local -a paths=()
        local kind=-f
        [[ $line == :folders ]] && kind=-d
        mapfile -t paths < <(compgen $kind -- "${text#"$cut"}")
        COMPREPLY+=("${paths[@]}") ;;
      *)
        line=${line%%$'\t'*}
        [[ $line == *= ]] && compopt -o nospace 2>/dev/null
        COMPREPLY+=("${line#"$cut"}") ;;
    esac
  done < <("$program" __complete "${words[@]}" 2>/dev/null)
}
complete -F _muster muster
)sh";

constexpr const char* kZsh = R"sh(#compdef muster
# Completion of muster for zsh: source <(muster completion zsh)
_muster() {
  local -a described=() plain=()
  local line word
  for line in "${(@f)$("${(Q)words[1]/#\~/$HOME}" __complete "${(@Q)words[2,CURRENT]}" 2>/dev/null)}"; do
    case $line in
      '') ;;
      :files) _files ;;
      :folders) _files -/ ;;
      *$'\t'*)
        word=${line%%$'\t'*}
        described+=("${word//:/\\:}:${line#*$'\t'}") ;;
      *) plain+=("$line") ;;
    esac
  done
  (( $#described )) && _describe -t words muster described
  (( $#plain )) && compadd -- "${plain[@]}"
}
if [[ ${funcstack[1]} == _muster ]]; then _muster "$@"; else compdef _muster muster; fi
)sh";

constexpr const char* kFish = R"sh(# Completion of muster for fish: muster completion fish | source
function __muster_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    test (count $typed) -eq 0; and set typed ''
    for line in (command $words[1] __complete $words[2..-1] $typed 2>/dev/null)
        switch $line
            case ':files'
                __fish_complete_path $typed
            case ':folders'
                __fish_complete_directories $typed
            case '*'
                echo $line
        end
    end
end
complete -c muster -f -a '(__muster_complete)'
)sh";

}  // namespace

std::string completion_script(const std::string& shell) {
  if (shell == "bash") return kBash;
  return shell == "zsh" ? kZsh : kFish;
}

std::string candidate_lines(const CompletionList& completion) {
  std::string lines;
  for (const auto& one : completion.candidates)
    lines += one.word + (one.message.empty() ? "" : "\t" + one.message) + "\n";
  if (completion.paths == CompletionList::Paths::files) lines += ":files\n";
  if (completion.paths == CompletionList::Paths::folders) lines += ":folders\n";
  return lines;
}

}  // namespace muster
