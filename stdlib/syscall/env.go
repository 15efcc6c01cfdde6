package syscall

import "sync"

// The environment: the variables in order, and the place of each.
var (
	envLock  sync.RWMutex
	envList  []string
	envIndex map[string]int
)

func loadEnv() {
	envLock.RLock()
	loaded := envIndex != nil
	envLock.RUnlock()
	if loaded {
		return
	}
	envLock.Lock()
	defer envLock.Unlock()
	if envIndex != nil {
		return
	}
	index := map[string]int{}
	envList = environ()
	for i, kv := range envList {
		for j := 0; j < len(kv); j++ {
			// A name may begin with '='.
			if kv[j] == '=' && j > 0 {
				key := kv[:j]
				if _, ok := index[key]; !ok {
					index[key] = i
				} else {
					envList[i] = ""
				}
				break
			}
		}
	}
	envIndex = index
}

// Getenv returns the value of an environment variable and whether it is set.
func Getenv(key string) (value string, found bool) {
	loadEnv()
	if key == "" {
		return "", false
	}
	envLock.RLock()
	defer envLock.RUnlock()
	i, ok := envIndex[key]
	if !ok {
		return "", false
	}
	return envList[i][len(key)+1:], true
}

// Setenv sets an environment variable.
func Setenv(key, value string) error {
	loadEnv()
	if key == "" {
		return EINVAL
	}
	for i := 0; i < len(key); i++ {
		if key[i] == '=' || key[i] == 0 {
			return EINVAL
		}
	}
	for i := 0; i < len(value); i++ {
		if value[i] == 0 {
			return EINVAL
		}
	}
	envLock.Lock()
	defer envLock.Unlock()
	kv := key + "=" + value
	if i, ok := envIndex[key]; ok {
		envList[i] = kv
	} else {
		envIndex[key] = len(envList)
		envList = append(envList, kv)
	}
	return nil
}

// Unsetenv removes an environment variable.
func Unsetenv(key string) error {
	loadEnv()
	envLock.Lock()
	defer envLock.Unlock()
	if i, ok := envIndex[key]; ok {
		envList[i] = ""
		delete(envIndex, key)
	}
	return nil
}

// Clearenv removes all environment variables.
func Clearenv() {
	loadEnv()
	envLock.Lock()
	defer envLock.Unlock()
	envIndex = map[string]int{}
	envList = nil
}

// Environ returns the environment as key=value.
func Environ() []string {
	loadEnv()
	envLock.RLock()
	defer envLock.RUnlock()
	list := make([]string, 0, len(envList))
	for _, kv := range envList {
		if kv != "" {
			list = append(list, kv)
		}
	}
	return list
}
