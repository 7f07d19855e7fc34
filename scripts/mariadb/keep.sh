# Runs a program for as long as standard input stays open, so that the program cannot outlive whoever started it.
# The end of the input comes from the kernel, whatever ended the starter: a return, Ctrl-C, a crash or kill -9.
#
# Usage: sh keep.sh FOLDER PROGRAM [ARGUMENT…]   Prints the program's process id; removes FOLDER at the end.
trap '' INT HUP
exec 3<&0
folder=$1
shift

"$@" </dev/null >/dev/null 2>&1 3<&- &
program=$!
echo "$program"
trap 'kill -TERM "$program"' TERM

# The watcher's own copy of the input is the only one left: the shell below must not hold it open.
# Process ids are used again: only a child of this shell, or an orphan of it, is ended.
(
  read -r _ <&3
  parent=$(cut -d ' ' -f 4 "/proc/$program/stat")
  if [ "$parent" = "$$" ] || [ "$parent" = 1 ]; then kill -TERM "$program"; kill -CONT "$program"; fi
) 2>/dev/null &
watcher=$!
exec </dev/null 3<&-

while kill -0 "$program" 2>/dev/null; do wait "$program"; done
kill "$watcher" 2>/dev/null
rm -rf "$folder"
