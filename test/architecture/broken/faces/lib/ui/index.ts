export {;
}