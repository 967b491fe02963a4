package app

// Tables are those that verify compares with the trail.
var Tables = tables
