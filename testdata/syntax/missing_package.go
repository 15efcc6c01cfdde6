// package is missing
import "fmt"

func main() {}
